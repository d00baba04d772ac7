// expect which: rejected A1923
//
// The enum's value is in no kernel, and asked for without a check.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

enum pid_type { PIDTYPE_THREAD_POOL = 77 };

__u64 type;

SEC("raw_tp/sys_enter")
int which(void *ctx)
{
	type = bpf_core_enum_value(enum pid_type, PIDTYPE_THREAD_POOL); // <fails> <fix>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
