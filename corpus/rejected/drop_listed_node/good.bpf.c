// expect shrink: accepted
// needs: 6.5
//
// The node is removed from the tree and dropped after the lock is released.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

#define __contains(name, node) __attribute__((btf_decl_tag("contains:" #name ":" #node)))
#define private(name) SEC(".data." #name) __hidden __attribute__((aligned(8)))

struct item {
	__u64 value;
	struct bpf_rb_node node;
};

extern struct bpf_rb_node *bpf_rbtree_first(struct bpf_rb_root *root) __ksym;
extern struct bpf_rb_node *bpf_rbtree_remove(struct bpf_rb_root *root, struct bpf_rb_node *node) __ksym;
extern void bpf_obj_drop_impl(void *object, void *meta) __ksym;

private(A) struct bpf_spin_lock lock;
private(A) struct bpf_rb_root items __contains(item, node);

SEC("tc")
int shrink(struct __sk_buff *skb)
{
	struct bpf_rb_node *first;
	struct item *item;

	bpf_spin_lock(&lock);
	first = bpf_rbtree_first(&items);
	if (!first) {
		bpf_spin_unlock(&lock);
		return 0;
	}
	first = bpf_rbtree_remove(&items, first);
	bpf_spin_unlock(&lock);
	if (!first)
		return 0;
	item = container_of(first, struct item, node);
	bpf_obj_drop_impl(item, 0);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
