// expect is_set: accepted
// needs: 6.4
//
// All of it is read.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#ifndef __kptr
#define __kptr __attribute__((btf_type_tag("kptr")))
#endif

struct task_struct {
	int pid;
};

struct slot {
	struct task_struct __kptr *task;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct slot);
} slots SEC(".maps");

SEC("raw_tp/sys_enter")
int is_set(struct bpf_raw_tracepoint_args *ctx)
{
	__u32 zero = 0;
	struct slot *slot = bpf_map_lookup_elem(&slots, &zero);

	if (slot && *(struct task_struct *volatile *)&slot->task)
		return 0;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
