// expect on_enter: accepted
// expect on_leave: accepted
// expect on_probe: accepted
// expect on_return: accepted
// attaches: on_enter on_leave on_probe on_return
// tags: vm
//
// One function of the kernel, seen through its four hooks: fentry and fexit, kprobe and kretprobe.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

int opened;

SEC("fentry/do_sys_openat2")
int BPF_PROG(on_enter, int directory)
{
	opened = directory;
	return 0;
}

SEC("fexit/do_sys_openat2")
int BPF_PROG(on_leave)
{
	opened = -1;
	return 0;
}

SEC("kprobe/do_sys_openat2")
int BPF_KPROBE(on_probe, int directory)
{
	opened = directory;
	return 0;
}

SEC("kretprobe/do_sys_openat2")
int BPF_KRETPROBE(on_return, long result)
{
	opened = result;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
