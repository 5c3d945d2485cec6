/* SPDX-License-Identifier: MIT */
/* What EntryAsm.Kernel lays out, as far as C needs it. entryasm header --c writes it from Entry/'s assembly, with symbols and gates. */
#pragma once

/* Offsets in bytes into a processor's own memory. */
#define KERNELENTRY_cpu_area_self 0x0
#define KERNELENTRY_cpu_area_kernel_stack 0x8
#define KERNELENTRY_cpu_area_thread 0x10
#define KERNELENTRY_cpu_area_number 0x18
#define KERNELENTRY_cpu_area_kernel_cr3 0x20
#define KERNELENTRY_cpu_area_user_cr3 0x28
#define KERNELENTRY_cpu_area_kernel_speculation 0x30
#define KERNELENTRY_cpu_area_user_speculation 0x38
#define KERNELENTRY_cpu_area_vector_components 0x40
#define KERNELENTRY_cpu_area_vector_method 0x48
#define KERNELENTRY_cpu_area_task_state 0x100
#define KERNELENTRY_cpu_area_free 0x200
#define KERNELENTRY_cpu_area_start_stack 0x10000
#define KERNELENTRY_cpu_area_bytes 0x10000

/* What a handler is given, and may change. */
struct trap_frame {
    unsigned long long rax; /* 0 */
    unsigned long long rcx; /* 8 */
    unsigned long long rdx; /* 16 */
    unsigned long long rbx; /* 24 */
    unsigned long long rbp; /* 32 */
    unsigned long long rsi; /* 40 */
    unsigned long long rdi; /* 48 */
    unsigned long long r8; /* 56 */
    unsigned long long r9; /* 64 */
    unsigned long long r10; /* 72 */
    unsigned long long r11; /* 80 */
    unsigned long long r12; /* 88 */
    unsigned long long r13; /* 96 */
    unsigned long long r14; /* 104 */
    unsigned long long r15; /* 112 */
    unsigned long long vector; /* 120 */
    unsigned long long error_code; /* 128 */
    unsigned long long rip; /* 136 */
    unsigned long long cs; /* 144 */
    unsigned long long rflags; /* 152 */
    unsigned long long rsp; /* 160 */
    unsigned long long ss; /* 168 */
};

/* What the kit keeps of a thread. */
struct thread_context {
    unsigned long long rsp; /* 0 */
    unsigned long long kernel_stack; /* 8 */
    unsigned long long kernel_cr3; /* 16 */
    unsigned long long user_cr3; /* 24 */
    unsigned long long fs_base; /* 32 */
    unsigned long long gs_base; /* 40 */
    unsigned long long vectors; /* 48 */
};
