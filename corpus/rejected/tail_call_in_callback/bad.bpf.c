// expect walk: rejected A1513
// needs: 7.2
//
// The callback has to return to bpf_loop; a tail call never would.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, __u32);
} steps SEC(".maps");

struct walk {
	struct xdp_md *ctx;
};

static long step(__u32 index, struct walk *walk)
{
	bpf_tail_call(walk->ctx, &steps, index); // <fails> <fix>
	return 0;
}

SEC("xdp")
int walk(struct xdp_md *ctx)
{
	struct walk walk = { ctx };

	bpf_loop(4, step, &walk, 0);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
