// expect note_path: accepted
//
// What could not be read is left out.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

char path[64];

SEC("tp/syscalls/sys_enter_openat")
int note_path(struct trace_event_raw_sys_enter *ctx)
{
	if (bpf_probe_read_user_str(path, sizeof(path), (void *)ctx->args[1]) < 0)
		path[0] = 0;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
