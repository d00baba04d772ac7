// expect on_switch on < 5.12: rejected A1804
// expect on_switch: accepted
// tags: vm
//
// Adds up how long each process waits, by whether it went by itself or had to.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

struct waiting {
	__u64 since;
	__u32 had_to;
};

struct waited {
	__u64 by_itself;
	__u64 had_to;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4096);
	__type(key, __u32);
	__type(value, struct waiting);
} since SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4096);
	__type(key, __u32);
	__type(value, struct waited);
} waits SEC(".maps");

SEC("tp_btf/sched_switch")
int BPF_PROG(on_switch, bool preempt, struct task_struct *prev, struct task_struct *next)
{
	__u64 now = bpf_ktime_get_ns();
	struct waiting *waiting, begun = {.since = now, .had_to = preempt};
	struct waited *waited, none = {};
	__u32 pid = prev->pid, tgid;

	if (pid)
		bpf_map_update_elem(&since, &pid, &begun, BPF_ANY);
	pid = next->pid;
	waiting = bpf_map_lookup_elem(&since, &pid);
	if (!waiting)
		return 0;
	tgid = next->tgid;
	waited = bpf_map_lookup_elem(&waits, &tgid);
	if (!waited) {
		bpf_map_update_elem(&waits, &tgid, &none, BPF_NOEXIST);
		waited = bpf_map_lookup_elem(&waits, &tgid);
		if (!waited)
			return 0;
	}
	if (waiting->had_to)
		__sync_fetch_and_add(&waited->had_to, now - waiting->since);
	else
		__sync_fetch_and_add(&waited->by_itself, now - waiting->since);
	bpf_map_delete_elem(&since, &pid);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
