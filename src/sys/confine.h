/* SPDX-License-Identifier: Apache-2.0
 *
 * Walls around a process that serves: another user, only the files it needs, only the system calls it needs. For the thread that calls and all that it starts
 * afterwards, so it is done before any other thread. Nothing of it can be taken back.
 */
#pragma once
#include "base/err.h"

/* Gives up root for this user, its group and the groups it is in. E_MISSING when there is no such user, E_DENIED when this process is neither root nor that
 * user, E_BROKEN when the system lets it become root again. */
bool confine_user(const char *name, struct err *err);

struct confine_path {
	const char *path; /* a file or folder with all below it; one that is not there is left out */
	bool write;	  /* and made, changed, removed; else only read and run */
};
/* From now on files are opened only below these paths (Landlock). *walls: the kernel has it; without it nothing is confined and true is given back. Sockets
 * that have a path, descriptors that are open already and the network are not confined by it. */
bool confine_files(const struct confine_path *paths, unsigned n, bool *walls, struct err *err);

/* Sets no_new_privs and a list of system calls (seccomp): what a server with databases, threads and child programs does. What is not on it fails with EPERM and
 * is logged by the kernel; what only an attack does (tracing, mounting, loading modules, namespaces, keys …) ends the process. Memory is never both writable and
 * executable. */
bool confine_calls(struct err *err);
