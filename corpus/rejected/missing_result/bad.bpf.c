// expect count: rejected A1405
//
// A program without a result: XDP has to be told what becomes of the packet.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

__u64 packets;

SEC("xdp")
void count(struct xdp_md *ctx) // <fix>
{
	packets++;
} // <fails>

char LICENSE[] SEC("license") = "GPL";
