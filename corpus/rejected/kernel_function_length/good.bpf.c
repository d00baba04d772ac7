// expect copy: accepted
// needs: 6.12
//
// sizeof says how many there are.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern int bpf_copy_from_user_str(void *dst, u32 dst__sz, const void *unsafe_ptr__ign, u64 flags) __ksym;

SEC("syscall")
int copy(void *ctx)
{
	char name[16];

	return bpf_copy_from_user_str(name, sizeof(name), (void *)0x1000, 0) > 0;
}

char LICENSE[] SEC("license") = "GPL";
