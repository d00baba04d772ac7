// expect on_line: accepted
// expect on_line_back: accepted
// expect on_any: accepted
// attaches: on_line on_line_back on_any
// tags: vm
//
// Functions of user programs: one of a program that a virtual machine does not have, seen when it is called and when it
// returns, and one that its loader names.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

int lines, last_status;

SEC("uprobe//usr/bin/bash:readline_internal_teardown")
int BPF_UPROBE(on_line, int end)
{
	lines++;
	return 0;
}

SEC("uretprobe//usr/bin/bash:readline")
int BPF_URETPROBE(on_line_back, int result)
{
	last_status = result;
	return 0;
}

SEC("uprobe")
int BPF_UPROBE(on_any)
{
	lines++;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
