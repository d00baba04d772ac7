// expect last_letters: accepted
//
// The place is counted from the buffer's start.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("raw_tp/sched_switch")
int last_letters(struct bpf_raw_tracepoint_args *ctx)
{
	char name[16] = {};
	__u64 used = bpf_get_smp_processor_id() & 15;

	bpf_get_current_comm(name, sizeof(name));
	bpf_printk("%c", name[15 - used]);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
