// expect which: accepted
//
// The value is asked for only where the kernel has it.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

enum pid_type { PIDTYPE_THREAD_POOL = 77 };

__u64 type;

SEC("raw_tp/sys_enter")
int which(void *ctx)
{
	if (bpf_core_enum_value_exists(enum pid_type, PIDTYPE_THREAD_POOL))
		type = bpf_core_enum_value(enum pid_type, PIDTYPE_THREAD_POOL);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
