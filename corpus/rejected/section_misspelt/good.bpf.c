// expect slip: accepted
//
// The section says type and target.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("kprobe/vfs_read")
int slip(void *ctx)
{
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
