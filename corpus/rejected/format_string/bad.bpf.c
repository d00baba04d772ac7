// expect describe: rejected A1612
// needs: 5.13
//
// bpf_snprintf knows %s, %d, %i, %u, %x, %X, %p and few more: floating point is not among them.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("raw_tp/sys_enter")
int describe(void *ctx)
{
	static const char format[] = "%f ms"; // <fix>
	__u64 time = bpf_ktime_get_ns() / 1000000;
	char text[32];

	return bpf_snprintf(text, sizeof(text), format, &time, sizeof(time)) > 16; // <fails>
}

char LICENSE[] SEC("license") = "GPL";
