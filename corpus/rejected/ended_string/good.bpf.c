// expect log_path on <= 6.12: rejected A1005
// expect log_path: accepted
//
// The length is compared with the buffer's size before it is used.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("raw_tp/sys_enter")
int log_path(struct bpf_raw_tracepoint_args *ctx)
{
	char path[64];
	long length;

	length = bpf_probe_read_user_str(path, sizeof(path), (void *)ctx->args[1]);
	if (length > 0 && length < sizeof(path))
		path[length] = '/';
	bpf_printk("%s", path);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
