// expect on_line: accepted
//
// Tells of the lines that are typed into a shell: what its readline() gave back.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

struct typed {
	__u32 pid;
	__u32 size;
	char line[80];
};

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 64 * 1024);
} lines SEC(".maps");

/* Tests name the type of an event: compilers keep what a variable names. */
struct typed *unused __attribute__((unused));

SEC("uretprobe//bin/bash:readline")
int BPF_URETPROBE(on_line, const char *line)
{
	struct typed *event;
	long size;

	if (!line)
		return 0;
	event = bpf_ringbuf_reserve(&lines, sizeof(*event), 0);
	if (!event)
		return 0;
	size = bpf_probe_read_user_str(event->line, sizeof(event->line), line);
	if (size <= 1) {
		bpf_ringbuf_discard(event, 0);
		return 0;
	}
	event->pid = bpf_get_current_pid_tgid() >> 32;
	event->size = size - 1;
	bpf_ringbuf_submit(event, 0);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
