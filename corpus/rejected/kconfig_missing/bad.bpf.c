// expect tick: loader A1925
//
// No kernel has this option, and the extern says that it must.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

extern int CONFIG_TICKS_A_SECOND __kconfig; // <fails> <fix>

int last;

SEC("raw_tp/sched_switch")
int tick(void *ctx)
{
	last = CONFIG_TICKS_A_SECOND;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
