// SPDX-License-Identifier: GPL-2.0-only
// The first process of boot.sh's kernels: runs every program in /tests, tells how each ended and turns the machine off.
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/io.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TEST_SECONDS = 120, EXIT_PORT = 0xf4, EXIT_DONE = 0x10 };

// Returns what wait() says of the program, or -1 after TEST_SECONDS.
static int run(const char *name)
{
    int status;
    pid_t child = fork();
    if (child == 0) {
        setpgid(0, 0);
        execl(name, name, (char *)NULL);
        _exit(127);
    }

    for (int tenths = 0; tenths < TEST_SECONDS * 10; tenths++) {
        if (waitpid(child, &status, WNOHANG) == child)
            return status;
        usleep(100000);
    }

    kill(-child, SIGKILL);
    waitpid(child, &status, 0);
    return -1;
}

// One line, written at once: the kernel's own messages go the same way.
static void report(const char *name, int status)
{
    if (status == -1)
        printf("\nresult: %s no end\n", name);
    else if (WIFSIGNALED(status))
        printf("\nresult: %s signal %d\n", name, WTERMSIG(status));
    else
        printf("\nresult: %s exit %d\n", name, WEXITSTATUS(status));
}

int main(void)
{
    struct dirent **tests;
    mount("none", "/proc", "proc", 0, NULL);
    mount("none", "/sys", "sysfs", 0, NULL);
    mount("none", "/tmp", "tmpfs", 0, NULL);
    setvbuf(stdout, NULL, _IOLBF, 0);
    chdir("/tests");
    // The kernel hands what it does not know itself of its command line to us as environment.
    const char *left_out = getenv("left_out") ?: "";
    int count = scandir(".", &tests, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        if (tests[i]->d_name[0] != '.' && strcmp(tests[i]->d_name, left_out) != 0)
            report(tests[i]->d_name, run(tests[i]->d_name));
    }

    printf("result: all done\n");
    sync();
    iopl(3);
    outb(EXIT_DONE, EXIT_PORT);
    return 0;
}
