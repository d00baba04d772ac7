// expect slip: loader A1902
//
// The section is called kprobe; "kprobes" is none of libbpf's.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("kprobes/vfs_read") // <fails> <fix>
int slip(void *ctx)
{
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
