// expect grow: accepted
// expect grow_again: rejected A1764
// needs: 6.12
//
// The comparison runs with the lock held: it may not release it.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

#define __contains(name, node) __attribute__((btf_decl_tag("contains:" #name ":" #node)))
#define private(name) SEC(".data." #name) __hidden __attribute__((aligned(8)))
#define new(type) bpf_obj_new_impl(bpf_core_type_id_local(type), 0)

extern void *bpf_obj_new_impl(u64 type, void *meta) __ksym;
extern void bpf_obj_drop_impl(void *object, void *meta) __ksym;
extern int bpf_rbtree_add_impl(struct bpf_rb_root *root, struct bpf_rb_node *node,
			       bool (*less)(struct bpf_rb_node *, const struct bpf_rb_node *), void *meta, u64 off) __ksym;
extern struct bpf_rb_node *bpf_rbtree_first(struct bpf_rb_root *root) __ksym;
extern struct bpf_rb_node *bpf_rbtree_remove(struct bpf_rb_root *root, struct bpf_rb_node *node) __ksym;

struct item {
	u64 value;
	struct bpf_rb_node node;
};

private(A) struct bpf_spin_lock lock;
private(A) struct bpf_rb_root items __contains(item, node);

static bool less(struct bpf_rb_node *a, const struct bpf_rb_node *b)
{
	return container_of(a, struct item, node)->value < container_of(b, struct item, node)->value;
}

SEC("tc")
int grow(struct __sk_buff *skb)
{
	struct item *item = new(struct item);

	if (!item)
		return 0;
	item->value = skb->mark;
	bpf_spin_lock(&lock);
	bpf_rbtree_add_impl(&items, &item->node, less, 0, 0);
	bpf_spin_unlock(&lock);
	return 0;
}

static bool less_unlocked(struct bpf_rb_node *a, const struct bpf_rb_node *b)
{
	bpf_spin_unlock(&lock); // <fails> <fix>
	return container_of(a, struct item, node)->value < container_of(b, struct item, node)->value;
}

SEC("tc")
int grow_again(struct __sk_buff *skb)
{
	struct item *item = new(struct item);

	if (!item)
		return 0;
	bpf_spin_lock(&lock);
	bpf_rbtree_add_impl(&items, &item->node, less_unlocked, 0, 0);
	bpf_spin_unlock(&lock);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
