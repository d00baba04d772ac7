/*
 * Debian's static libelf.a 0.192 was built without the objects of elfutils' internal libeu, whose search trees
 * elf_begin() and elf_end() initialise. They are stated here over libc's, weakly: a libelf.a that has its own wins.
 * An ELF handle stays on one thread, so the lock that follows the root in elfutils' struct is not needed.
 */
#define _GNU_SOURCE
#include <search.h>
#include <stddef.h>

struct search_tree {
	void *root;
};

__attribute__((weak)) void eu_search_tree_init(struct search_tree *tree)
{
	tree->root = NULL;
}

__attribute__((weak)) void eu_search_tree_fini(struct search_tree *tree, void (*free_node)(void *))
{
	tdestroy(tree->root, free_node);
	tree->root = NULL;
}

__attribute__((weak)) void *eu_tsearch(const void *key, struct search_tree *tree, __compar_fn_t compare)
{
	return tsearch(key, &tree->root, compare);
}

__attribute__((weak)) void *eu_tdelete(const void *key, struct search_tree *tree, __compar_fn_t compare)
{
	return tdelete(key, &tree->root, compare);
}
