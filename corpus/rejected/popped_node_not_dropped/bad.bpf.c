// expect shrink: rejected A1701
// needs: 6.12
//
// A node that is popped belongs to the program, which has to drop it or put it back.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

#define __contains(name, node) __attribute__((btf_decl_tag("contains:" #name ":" #node)))
#define private(name) SEC(".data." #name) __hidden __attribute__((aligned(8)))
#define new(type) bpf_obj_new_impl(bpf_core_type_id_local(type), 0)

extern void *bpf_obj_new_impl(u64 type, void *meta) __ksym;
extern void bpf_obj_drop_impl(void *object, void *meta) __ksym;
extern int bpf_list_push_front_impl(struct bpf_list_head *head, struct bpf_list_node *node, void *meta, u64 off) __ksym;
extern struct bpf_list_node *bpf_list_pop_front(struct bpf_list_head *head) __ksym;

struct item {
	u64 value;
	struct bpf_list_node node;
};

private(A) struct bpf_spin_lock lock;
private(A) struct bpf_list_head items __contains(item, node);

u64 newest;

SEC("tc")
int shrink(struct __sk_buff *skb)
{
	struct item *unused = new(struct item);
	struct bpf_list_node *node;

	if (unused)
		bpf_obj_drop_impl(unused, 0);
	bpf_spin_lock(&lock);
	node = bpf_list_pop_front(&items); // <fix>
	bpf_spin_unlock(&lock);
	if (node)
		newest = container_of(node, struct item, node)->value; // <fix>
	return 0; // <fails> <fix>
}

char LICENSE[] SEC("license") = "GPL";
