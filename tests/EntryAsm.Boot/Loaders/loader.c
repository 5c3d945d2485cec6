// SPDX-License-Identifier: MIT
// A loader that UEFI starts: puts the kernel that is in it where it is linked, leaves boot services, and jumps to kit_start_efi (UEFI specification, 2.3.4, 4.3, 7.2, 7.4).
typedef unsigned long long u64;
typedef unsigned int u32;
typedef unsigned short u16;

#define EFI __attribute__((ms_abi))

struct boot_services {
    char header[24];
    void *raise_tpl, *restore_tpl;
    u64 (EFI *allocate_pages)(u32 type, u32 memory, u64 pages, u64 *address);
    void *free_pages;
    u64 (EFI *get_memory_map)(u64 *size, void *map, u64 *key, u64 *descriptor_size, u32 *version);
    void *others[21];
    u64 (EFI *exit_boot_services)(void *image, u64 key);
};

struct system_table {
    char header[24];
    void *vendor;
    u64 revision;
    void *consoles[6];
    void *runtime_services;
    struct boot_services *boot;
};

struct segment {
    u32 type, flags;
    u64 offset, address, physical, file_bytes, memory_bytes, alignment;
};

extern char kernel[] __attribute__((visibility("hidden")));

__asm__(".section .rodata\n.balign 16\nkernel: .incbin \"kernel.elf\"\n.text\n");

// Nothing to relocate: all addresses are distances. Without the section UEFI takes the file for one that may not be moved.
__asm__(".section .reloc,\"a\"\n.long 0, 12, 0\n.text\n");

static char map[65536];

static void copy(char *to, const char *from, u64 bytes, u64 all)
{
    for (u64 i = 0; i < all; i++)
        *(volatile char *)(to + i) = i < bytes ? from[i] : 0;
}

u64 EFI efi_main(void *image, struct system_table *system)
{
    const u64 pages = 1024, start = 0x100000;
    const struct segment *segments = (const struct segment *)(kernel + *(u64 *)(kernel + 32));
    u64 place = start, size = sizeof map, key, descriptor_size;
    u32 version;

    if (system->boot->allocate_pages(2, 2, pages, &place)) // at this address, loader's data
        return 1;
    if (system->boot->get_memory_map(&size, map, &key, &descriptor_size, &version))
        return 2;
    if (system->boot->exit_boot_services(image, key))
        return 3;
    for (int i = 0; i < *(u16 *)(kernel + 56); i++) {
        if (segments[i].type == 1)
            copy((char *)segments[i].physical, kernel + segments[i].offset, segments[i].file_bytes, segments[i].memory_bytes);
    }

    ((void (*)(void *))(u64)KIT_START_EFI)(map);
    return 4;
}
