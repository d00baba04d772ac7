// expect set_mark: accepted
//
// The constant goes through a register.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("tc")
int set_mark(struct __sk_buff *skb)
{
	asm volatile("*(u32 *)(%[skb] + %[mark]) = %[seven]"
		     :
		     : [skb] "r"(skb), [mark] "i"(__builtin_offsetof(struct __sk_buff, mark)), [seven] "r"(7)
		     : "memory");
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
