.intel_syntax noprefix
movd xmm0, qword ptr [rax]
movq xmm0, qword ptr [rax]
movd qword ptr [rax], xmm0
movq qword ptr [rax], xmm0
movd xmm0, dword ptr [rax]
movd xmm0, rax
movq xmm0, rax
movd mm0, qword ptr [rax]
movq mm0, qword ptr [rax]
movd mm0, rax
vmovq xmm0, qword ptr [rax]
vmovd xmm0, rax
movd xmm0, [rax]
movd qword ptr [rax], mm0
movsxd cx, eax
movsxd ecx, eax
movsxd rcx, eax
movsxd cx, dword ptr [rax]
movsx rcx, eax
movsx ecx, eax
movsx rax, dword ptr [rcx]
movsxd ecx, dword ptr [rcx]
movsxd ecx,[rcx]
movsxd rcx,[rcx]
movsxd cx,[rcx]
