// expect strip: accepted
//
// A socket buffer's head is changed with bpf_skb_adjust_room.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("tc")
int strip(struct __sk_buff *skb)
{
	bpf_skb_adjust_room(skb, -14, BPF_ADJ_ROOM_MAC, 0);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
