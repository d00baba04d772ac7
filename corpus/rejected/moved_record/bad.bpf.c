// expect report: rejected A1608
// needs: 5.19
//
// The cursor was moved while the record was filled: what is submitted is no longer the record's start.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} events SEC(".maps");

SEC("raw_tp/sched_process_exec")
int report(void *ctx)
{
	__u64 *event = bpf_ringbuf_reserve(&events, 16, 0);

	if (!event)
		return 0;
	*event = bpf_ktime_get_ns();
	event++; // <fix>
	*event = bpf_get_current_pid_tgid();
	bpf_ringbuf_submit(event, 0); // <fails> <fix>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
