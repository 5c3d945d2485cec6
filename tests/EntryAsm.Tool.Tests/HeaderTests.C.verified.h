/* Entry code of EntryAsm.Tool.Tests.Kernel. Written by: entryasm header --c. Changes here are lost. */
#ifndef ENTRYASM_TOOL_TESTS_KERNEL_H
#define ENTRYASM_TOOL_TESTS_KERNEL_H

/* Offsets and sizes in bytes. */
#define KERNEL_OFFSET_entry_SYSCALL_64 0x0 /* .entry.text */
#define KERNEL_SIZE_entry_SYSCALL_64 0x25
#define KERNEL_OFFSET_after_frame 0xc /* .entry.text */
#define KERNEL_OFFSET_table 0x0 /* .data */
#define KERNEL_SIZE_table 0x16
#define KERNEL_OFFSET_page_fault 0x30 /* .entry.text */
#define KERNEL_SIZE_page_fault 0xa

/* Interrupt vectors. */
#define KERNEL_VECTOR_page_fault 14

/* Offsets in bytes into struct pt_regs. */
#define KERNEL_PT_REGS_R15 0
#define KERNEL_PT_REGS_R14 8
#define KERNEL_PT_REGS_R13 16
#define KERNEL_PT_REGS_R12 24
#define KERNEL_PT_REGS_BP 32
#define KERNEL_PT_REGS_BX 40
#define KERNEL_PT_REGS_R11 48
#define KERNEL_PT_REGS_R10 56
#define KERNEL_PT_REGS_R9 64
#define KERNEL_PT_REGS_R8 72
#define KERNEL_PT_REGS_AX 80
#define KERNEL_PT_REGS_CX 88
#define KERNEL_PT_REGS_DX 96
#define KERNEL_PT_REGS_SI 104
#define KERNEL_PT_REGS_DI 112
#define KERNEL_PT_REGS_ORIG_AX 120
#define KERNEL_PT_REGS_IP 128
#define KERNEL_PT_REGS_CS 136
#define KERNEL_PT_REGS_FLAGS 144
#define KERNEL_PT_REGS_SP 152
#define KERNEL_PT_REGS_SS 160
#define KERNEL_PT_REGS_SIZE 168

#ifndef __ASSEMBLER__

#ifdef __cplusplus
extern "C" {
#endif
void entry_SYSCALL_64(void);
void after_frame(void);
extern unsigned char table[];
void page_fault(void);
#ifdef __cplusplus
}
#endif

/* The interrupt descriptor table: gate(vector, entry, has error code, stack table index, privilege level, gate type). */
#define KERNEL_GATES(gate) \
    gate(14, page_fault, 1, 0, 0, 14)

/* The registers of the interrupted code, as the entry code leaves them on the stack. */
struct pt_regs {
    unsigned long long r15; /* 0 */
    unsigned long long r14; /* 8 */
    unsigned long long r13; /* 16 */
    unsigned long long r12; /* 24 */
    unsigned long long bp; /* 32 */
    unsigned long long bx; /* 40 */
    unsigned long long r11; /* 48 */
    unsigned long long r10; /* 56 */
    unsigned long long r9; /* 64 */
    unsigned long long r8; /* 72 */
    unsigned long long ax; /* 80 */
    unsigned long long cx; /* 88 */
    unsigned long long dx; /* 96 */
    unsigned long long si; /* 104 */
    unsigned long long di; /* 112 */
    unsigned long long orig_ax; /* 120 */
    unsigned long long ip; /* 128 */
    unsigned long long cs; /* 136 */
    unsigned long long flags; /* 144 */
    unsigned long long sp; /* 152 */
    unsigned long long ss; /* 160 */
};

#endif

#endif
