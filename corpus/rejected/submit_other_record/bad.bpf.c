// expect report: rejected A1602
// needs: 5.8
//
// bpf_ringbuf_submit takes what bpf_ringbuf_reserve returned, not a variable.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} events SEC(".maps");

SEC("raw_tp/sched_process_exec")
int report(void *ctx)
{
	__u64 event = bpf_ktime_get_ns(); // <fix>

	bpf_ringbuf_submit(&event, 0); // <fails> <fix>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
