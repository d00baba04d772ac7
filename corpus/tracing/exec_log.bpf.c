// expect on_exec on < 5.12: rejected A1804
// expect on_exec: accepted
//
// Logs the programs that are started, but for those of a task that is left out, into a ring buffer.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

struct started {
	__u32 pid;
	__u32 uid;
	char comm[16];
	char file[48];
};

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 64 * 1024);
} execs SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} lost SEC(".maps");

const volatile __u32 ignored_uid = -1;

/* Tests name the type of an event: compilers keep what a variable names. */
struct started *unused __attribute__((unused));

SEC("tracepoint/sched/sched_process_exec")
int on_exec(struct trace_event_raw_sched_process_exec *ctx)
{
	__u32 uid = bpf_get_current_uid_gid(), first = 0;
	struct started *event;

	if (uid == ignored_uid)
		return 0;
	event = bpf_ringbuf_reserve(&execs, sizeof(*event), 0);
	if (!event) {
		__u64 *count = bpf_map_lookup_elem(&lost, &first);

		if (count)
			__sync_fetch_and_add(count, 1);
		return 0;
	}
	event->pid = ctx->pid;
	event->uid = uid;
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	if (bpf_probe_read_kernel_str(event->file, sizeof(event->file),
				      (void *)ctx + (ctx->__data_loc_filename & 0xffff)) < 0)
		event->file[0] = 0;
	bpf_ringbuf_submit(event, 0);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
