// expect sample_writes on < 5.12: rejected A1804
// expect sample_writes: accepted
//
// Sends one write in a hundred to user space, and counts what the ring buffer had no room for.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

struct write_event {
	__u64 bytes;
	__u32 tgid;
	__u32 fd;
	char comm[16];
};

const volatile __u32 sample_percent = 1;

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 256 * 1024);
} events SEC(".maps");

/* Tests name the type of an event: compilers keep what a variable names. */
struct write_event *unused __attribute__((unused));

__u64 dropped;

SEC("tracepoint/syscalls/sys_enter_write")
int sample_writes(struct trace_event_raw_sys_enter *ctx)
{
	if (bpf_get_prandom_u32() % 100 >= sample_percent)
		return 0;

	struct write_event *event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);

	if (!event) {
		__sync_fetch_and_add(&dropped, 1);
		return 0;
	}
	event->bytes = ctx->args[2];
	event->tgid = bpf_get_current_pid_tgid() >> 32;
	event->fd = ctx->args[0];
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	bpf_ringbuf_submit(event, 0);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
