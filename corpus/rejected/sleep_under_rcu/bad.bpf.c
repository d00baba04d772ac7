// expect copy: rejected A1724
// needs: 6.2
//
// Reading user memory may sleep, and an RCU read section must not.
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
	bpf_rcu_read_lock(); // <fix>
	bpf_copy_from_user(text, sizeof(text), (void *)ctx->address); // <fails> <fix>
	bpf_rcu_read_unlock();
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
