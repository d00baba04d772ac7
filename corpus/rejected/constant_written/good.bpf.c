// expect count_calls: accepted
//
// A global without `const` may be written.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

volatile __u64 calls;

SEC("raw_tp/sys_enter")
int count_calls(struct bpf_raw_tracepoint_args *ctx)
{
	calls += 1;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
