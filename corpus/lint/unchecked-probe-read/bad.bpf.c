// lint: A2102
// expect note_path: accepted
//
// The path may be in a page that is not there: then 64 zeros look like an empty path.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

char path[64];

SEC("tp/syscalls/sys_enter_openat")
int note_path(struct trace_event_raw_sys_enter *ctx)
{
	bpf_probe_read_user_str(path, sizeof(path), (void *)ctx->args[1]); // <finding>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
