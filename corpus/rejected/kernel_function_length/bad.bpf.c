// expect copy: rejected A1622
// needs: 6.12
//
// The buffer has 16 bytes, and the function is told that it has 64.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern int bpf_copy_from_user_str(void *dst, u32 dst__sz, const void *unsafe_ptr__ign, u64 flags) __ksym;

SEC("syscall")
int copy(void *ctx)
{
	char name[16];

	return bpf_copy_from_user_str(name, 64, (void *)0x1000, 0) > 0; // <fails> <fix>
}

char LICENSE[] SEC("license") = "GPL";
