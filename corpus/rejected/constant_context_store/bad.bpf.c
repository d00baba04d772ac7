// expect set_mark on < 6.3: rejected A1224
// expect set_mark on >= 6.3: accepted
//
// One instruction stores a constant into the context. Kernels before 6.3 want it in a register.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("tc")
int set_mark(struct __sk_buff *skb)
{
	asm volatile("*(u32 *)(%[skb] + %[mark]) = 7" // <fails> <fix>
		     :
		     : [skb] "r"(skb), [mark] "i"(__builtin_offsetof(struct __sk_buff, mark))
		     : "memory");
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
