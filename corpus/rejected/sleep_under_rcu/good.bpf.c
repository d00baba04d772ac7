// expect copy: accepted
// needs: 6.2
//
// User memory is read before the section is opened.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

extern void bpf_rcu_read_lock(void) __ksym;
extern void bpf_rcu_read_unlock(void) __ksym;

struct args {
	__u64 address;
};

char text[8];

SEC("syscall")
int copy(struct args *ctx)
{
	bpf_copy_from_user(text, sizeof(text), (void *)ctx->address);
	bpf_rcu_read_lock();
	bpf_rcu_read_unlock();
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
