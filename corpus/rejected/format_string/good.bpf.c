// expect describe: accepted
// needs: 5.13
//
// Kernels count in integers.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("raw_tp/sys_enter")
int describe(void *ctx)
{
	static const char format[] = "%llu ms";
	__u64 time = bpf_ktime_get_ns() / 1000000;
	char text[32];

	return bpf_snprintf(text, sizeof(text), format, &time, sizeof(time)) > 16;
}

char LICENSE[] SEC("license") = "GPL";
