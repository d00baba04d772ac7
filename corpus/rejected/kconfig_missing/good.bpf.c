// expect tick: accepted
//
// The option may be missing: then it is 0.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

extern int CONFIG_TICKS_A_SECOND __kconfig __weak;

int last;

SEC("raw_tp/sched_switch")
int tick(void *ctx)
{
	last = CONFIG_TICKS_A_SECOND;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
