// expect on_open: attach A1911
// tags: vm
//
// The verifier looks at no name: it loads. There is no function of that name to hang it on.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

SEC("kprobe/sys_openat")
int BPF_KPROBE(on_open)
{
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
