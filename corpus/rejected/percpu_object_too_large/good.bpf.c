// expect grow: accepted
// needs: 6.7
//
// 64 numbers are 512 bytes.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

#define new_percpu(type) bpf_percpu_obj_new_impl(bpf_core_type_id_local(type), 0)

extern void *bpf_percpu_obj_new_impl(u64 type, void *meta) __ksym;
extern void bpf_percpu_obj_drop_impl(void *object, void *meta) __ksym;

struct counters {
	u64 slots[64];
};

SEC("tc")
int grow(struct __sk_buff *skb)
{
	void *counters = new_percpu(struct counters);

	if (counters)
		bpf_percpu_obj_drop_impl(counters, 0);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
