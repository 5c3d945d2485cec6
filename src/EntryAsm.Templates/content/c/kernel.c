// SPDX-License-Identifier: MIT
// A kernel in C. Its way in and out of ring 3, and of every exception, is Entry/KernelEntry.cs.
#include "entry.h"

typedef unsigned long u64;

#define DIRECT_MAP 0xffff800000000000ul
#define KERNEL_BASE 0xffffffff80000000ul
#define USER_CODE 0x400000ul
#define USER_STACK 0x500000ul
#define TIMER 0x40

// Functions of the kit, by the names that they have there.
void kit_start_cpu_at(void *area, unsigned number) __asm__("kit_start_cpu");
void out8(unsigned port, unsigned value) __asm__("kit_out8");
unsigned in8(unsigned port) __asm__("kit_in8");
void wait(void) __asm__("kit_wait");
unsigned long fix_fault(struct trap_frame *) __asm__("kit_fix_fault");
unsigned long copy_from_user(void *to, u64 user, u64 bytes) __asm__("kit_copy_from_user");
_Noreturn void enter_user(const struct trap_frame *) __asm__("kit_enter_user");
u64 read_cr2(void) __asm__("kit_read_cr2");

extern char user_start[];

static char area[KERNELENTRY_cpu_area_bytes] __attribute__((aligned(KERNELENTRY_cpu_area_bytes)));
static u64 tables[3][512] __attribute__((aligned(4096)));
static char user_stack[4096] __attribute__((aligned(4096)));
static volatile unsigned ticks;

static void write_character(char c)
{
    while (!(in8(0x3fd) & 0x20))
        ;
    out8(0x3f8, c);
}

static void write_text(const char *text)
{
    while (*text)
        write_character(*text++);
}

static void write_hex(u64 value)
{
    for (int shift = 60; shift >= 0; shift -= 4)
        write_character("0123456789abcdef"[value >> shift & 15]);
}

// QEMU's isa-debug-exit: it ends with twice the value plus 1.
static _Noreturn void end(int value)
{
    while (!(in8(0x3fd) & 0x40))
        ;
    out8(0xf4, value);
    for (;;)
        wait();
}

static volatile unsigned *apic(unsigned offset)
{
    return (volatile unsigned *)(DIRECT_MAP + 0xfee00000ul + offset);
}

void handle_interrupt(struct trap_frame *frame)
{
    if (frame->vector == TIMER)
        ticks++;
    *apic(0xb0) = 0; // end of interrupt
}

void handle_exception(struct trap_frame *frame)
{
    if (!(frame->cs & 3) && fix_fault(frame))
        return;
    write_text("exception ");
    write_hex(frame->vector);
    write_text(" at ");
    write_hex(frame->rip);
    write_text(", cr2 ");
    write_hex(read_cr2());
    write_text("\n");
    end(0x11);
}

long answer_system_call(struct trap_frame *frame)
{
    char c;

    if (frame->rax == 1) {
        write_text("MyKernel: all is well\n");
        end(0x10);
    }

    if (frame->rax != 0)
        return -1;
    for (u64 i = 0; i < frame->rsi; i++) {
        if (copy_from_user(&c, frame->rdi + i, 1))
            return -1;
        write_character(c);
    }

    return frame->rsi;
}

static u64 physical(const void *address)
{
    return (u64)address - KERNEL_BASE;
}

// Two pages for ring 3: its code and its stack, 2 MiB that begin at 4 MiB.
static void map_program(void)
{
    u64 *top = (u64 *)(DIRECT_MAP + *(u64 *)(area + KERNELENTRY_cpu_area_kernel_cr3));

    tables[2][0] = physical(user_start) | 5;
    tables[2][(USER_STACK - USER_CODE) >> 12] = physical(user_stack) | 7;
    tables[1][USER_CODE >> 21] = physical(tables[2]) | 7;
    tables[0][0] = physical(tables[1]) | 7;
    top[0] = physical(tables[0]) | 7;
}

void kernel_main(void *loader, int protocol)
{
    struct trap_frame frame = { 0 };

    (void)loader;
    out8(0x3fb, 3);
    write_text(protocol ? "MyKernel, loaded by Multiboot2\n" : "MyKernel, loaded by PVH\n");
    kit_start_cpu_at(area, 0);
    out8(0x21, 0xff); // the old interrupt controllers
    out8(0xa1, 0xff);
    *apic(0xf0) = 0x1ff;
    *apic(0x3e0) = 3;
    *apic(0x320) = 0x20000 | TIMER;
    *apic(0x380) = 20000;
    while (ticks < 3)
        wait();
    write_text("the timer ticks\n");

    map_program();
    frame.rip = USER_CODE;
    frame.cs = 0x23;
    frame.rflags = 0x202;
    frame.rsp = USER_STACK + 4096;
    frame.ss = 0x1b;
    enter_user(&frame);
}
