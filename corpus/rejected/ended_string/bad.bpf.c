// expect log_path: rejected A1005
//
// The string's length is used to mark its end: it may be the buffer's size, one place too far.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("raw_tp/sys_enter")
int log_path(struct bpf_raw_tracepoint_args *ctx)
{
	char path[64];
	long length;

	length = bpf_probe_read_user_str(path, sizeof(path), (void *)ctx->args[1]);
	if (length > 0) // <fix>
		path[length] = '/'; // <fails> <fix>
	bpf_printk("%s", path);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
