// expect count: rejected A1951
// needs: 6.12
//
// A map for each of 70 counters: one program may use 64. (Kernels before 6.12 say E2BIG and no more.)
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#define COUNTER(name) \
	struct { \
		__uint(type, BPF_MAP_TYPE_ARRAY); \
		__uint(max_entries, 1); \
		__type(key, __u32); \
		__type(value, __u64); \
	} name SEC(".maps");
#define ADD(name) \
	value = bpf_map_lookup_elem(&name, &key); \
	if (value) \
		*value += 1;

COUNTER(c00) COUNTER(c01) COUNTER(c02) COUNTER(c03) COUNTER(c04) COUNTER(c05) COUNTER(c06) COUNTER(c07) COUNTER(c08) COUNTER(c09)
COUNTER(c10) COUNTER(c11) COUNTER(c12) COUNTER(c13) COUNTER(c14) COUNTER(c15) COUNTER(c16) COUNTER(c17) COUNTER(c18) COUNTER(c19)
COUNTER(c20) COUNTER(c21) COUNTER(c22) COUNTER(c23) COUNTER(c24) COUNTER(c25) COUNTER(c26) COUNTER(c27) COUNTER(c28) COUNTER(c29)
COUNTER(c30) COUNTER(c31) COUNTER(c32) COUNTER(c33) COUNTER(c34) COUNTER(c35) COUNTER(c36) COUNTER(c37) COUNTER(c38) COUNTER(c39)
COUNTER(c40) COUNTER(c41) COUNTER(c42) COUNTER(c43) COUNTER(c44) COUNTER(c45) COUNTER(c46) COUNTER(c47) COUNTER(c48) COUNTER(c49)
COUNTER(c50) COUNTER(c51) COUNTER(c52) COUNTER(c53) COUNTER(c54) COUNTER(c55) COUNTER(c56) COUNTER(c57) COUNTER(c58) COUNTER(c59)
COUNTER(c60) COUNTER(c61) COUNTER(c62) COUNTER(c63) COUNTER(c64) COUNTER(c65) COUNTER(c66) COUNTER(c67) COUNTER(c68) COUNTER(c69)

SEC("xdp")
int count(struct xdp_md *ctx) // <fails>
{
	__u32 key = 0;
	__u64 *value;

	ADD(c00) ADD(c01) ADD(c02) ADD(c03) ADD(c04) ADD(c05) ADD(c06) ADD(c07) ADD(c08) ADD(c09)
	ADD(c10) ADD(c11) ADD(c12) ADD(c13) ADD(c14) ADD(c15) ADD(c16) ADD(c17) ADD(c18) ADD(c19)
	ADD(c20) ADD(c21) ADD(c22) ADD(c23) ADD(c24) ADD(c25) ADD(c26) ADD(c27) ADD(c28) ADD(c29)
	ADD(c30) ADD(c31) ADD(c32) ADD(c33) ADD(c34) ADD(c35) ADD(c36) ADD(c37) ADD(c38) ADD(c39)
	ADD(c40) ADD(c41) ADD(c42) ADD(c43) ADD(c44) ADD(c45) ADD(c46) ADD(c47) ADD(c48) ADD(c49)
	ADD(c50) ADD(c51) ADD(c52) ADD(c53) ADD(c54) ADD(c55) ADD(c56) ADD(c57) ADD(c58) ADD(c59)
	ADD(c60) ADD(c61) ADD(c62) ADD(c63) ADD(c64) ADD(c65) ADD(c66) ADD(c67) ADD(c68) ADD(c69)
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
