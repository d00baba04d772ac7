// expect chase on >= 7.3: rejected A1103
// expect chase: rejected A1102
// tags: complexity
// needs: 5.3
//
// A chain of map entries may lead back to its beginning.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 16);
	__type(key, __u32);
	__type(value, __u32);
} next SEC(".maps");

SEC("raw_tp/sys_enter")
int chase(struct bpf_raw_tracepoint_args *ctx)
{
	__u32 key = 1;

	while (1) { // <fails> <fix>
		__u32 *following = bpf_map_lookup_elem(&next, &key);

		if (!following)
			break;
		key = *following;
	}
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
