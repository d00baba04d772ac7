// expect on_enter on < 5.12: rejected A1804
// expect on_enter: accepted
// expect on_exit on < 5.12: rejected A1804
// expect on_exit: accepted
//
// Tells of files that took long to open: who opened which, what came of it, and how long that took.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

const volatile __u64 slow_ns = 1000000;

struct started {
	__u64 time;
	const char *path;
};

struct slow_open {
	__u64 took;
	__u32 pid;
	__s32 result;
	char comm[16];
	char path[64];
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__type(key, __u32);
	__type(value, struct started);
} opening SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 64 * 1024);
} slow SEC(".maps");

/* Tests name the type of an event: compilers keep what a variable names. */
struct slow_open *unused __attribute__((unused));

__u64 lost;

SEC("tracepoint/syscalls/sys_enter_openat")
int on_enter(struct trace_event_raw_sys_enter *ctx)
{
	__u32 pid = bpf_get_current_pid_tgid();
	struct started started = {.time = bpf_ktime_get_ns(), .path = (const char *)ctx->args[1]};

	if (bpf_map_update_elem(&opening, &pid, &started, BPF_ANY))
		__sync_fetch_and_add(&lost, 1);
	return 0;
}

SEC("tracepoint/syscalls/sys_exit_openat")
int on_exit(struct trace_event_raw_sys_exit *ctx)
{
	__u32 pid = bpf_get_current_pid_tgid();
	struct started *started = bpf_map_lookup_elem(&opening, &pid);
	struct slow_open *event;
	const char *path;
	__u64 took;

	if (!started)
		return 0;
	took = bpf_ktime_get_ns() - started->time;
	path = started->path;
	bpf_map_delete_elem(&opening, &pid);
	if (took < slow_ns)
		return 0;
	event = bpf_ringbuf_reserve(&slow, sizeof(*event), 0);
	if (!event) {
		__sync_fetch_and_add(&lost, 1);
		return 0;
	}
	event->took = took;
	event->pid = pid;
	event->result = ctx->ret;
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	if (bpf_probe_read_user_str(event->path, sizeof(event->path), path) < 0)
		event->path[0] = 0;
	bpf_ringbuf_submit(event, 0);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
