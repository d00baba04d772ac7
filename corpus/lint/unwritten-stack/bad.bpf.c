// lint: A2037
// expect note_start: accepted
// targets: 5.10
//
// Nothing has written the reserve of the value that is stored. (Updates of stable kernels take it, too.)
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct event {
	__u64 when;
	char reserve[16];
};

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 1024);
	__type(key, __u32);
	__type(value, struct event);
} starts SEC(".maps");

SEC("raw_tp/sched_process_fork")
int note_start(void *ctx)
{
	__u32 tgid = bpf_get_current_pid_tgid() >> 32;
	struct event event;

	event.when = bpf_ktime_get_ns();
	return bpf_map_update_elem(&starts, &tgid, &event, BPF_ANY) != 0; // <finding>
}

char LICENSE[] SEC("license") = "GPL";
