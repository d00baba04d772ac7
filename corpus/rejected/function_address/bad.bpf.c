// expect where: rejected A1512
// needs: 5.15
//
// tp_btf is of the tracing type, too, but attached to a tracepoint: there is no function whose address could be asked.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("tp_btf/sched_switch") // <fix>
int where(void *ctx)
{
	return bpf_get_func_ip(ctx) == 0; // <fails> <fix>
}

char LICENSE[] SEC("license") = "GPL";
