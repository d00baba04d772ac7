// expect shrink: rejected A1703
// needs: 6.5
//
// The first node of a tree is only lent while the lock is held: it has to be removed before it is dropped.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

#define __contains(name, node) __attribute__((btf_decl_tag("contains:" #name ":" #node)))
#define private(name) SEC(".data." #name) __hidden __attribute__((aligned(8)))

struct item {
	__u64 value;
	struct bpf_rb_node node;
};

extern struct bpf_rb_node *bpf_rbtree_first(struct bpf_rb_root *root) __ksym;
extern void bpf_obj_drop_impl(void *object, void *meta) __ksym;

private(A) struct bpf_spin_lock lock;
private(A) struct bpf_rb_root items __contains(item, node);

SEC("tc")
int shrink(struct __sk_buff *skb)
{
	struct bpf_rb_node *first;
	struct item *item;

	bpf_spin_lock(&lock);
	first = bpf_rbtree_first(&items); // <fix>
	if (!first) {
		bpf_spin_unlock(&lock);
		return 0;
	}
	item = container_of(first, struct item, node);
	bpf_obj_drop_impl(item, 0); // <fails> <fix>
	bpf_spin_unlock(&lock);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
