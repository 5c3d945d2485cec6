// SPDX-License-Identifier: GPL-2.0-only
Console.WriteLine("LinuxEntry: no module yet");
