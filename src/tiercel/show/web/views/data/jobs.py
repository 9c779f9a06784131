"""Long work: how far it is, what came of it, a way to stop it and to try it again."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tiercel.core.clock import utc_now
from tiercel.core.errors import DataError
from tiercel.flow import see_jobs
from tiercel.flow.operations import act_on_jobs, list_jobs
from tiercel.show.web.access import MANAGER, READER, Address, Asked
from tiercel.show.web.lists import jobs as columns
from tiercel.show.web.lists.filters import bar_of
from tiercel.show.web.places import Section
from tiercel.show.web.templatetags.shown import number


def job(request: Asked, job_id: int) -> HttpResponse:
    """The strip of one job; when it is over, the page around it is loaded again to show what came of it."""
    row = see_jobs.see_job(job_id, request.user)
    if row is None:
        raise Http404
    response = render(request, "web/components/job.html", {"job": row})
    if row.is_over and "HX-Request" in request.headers:
        response["HX-Refresh"] = "true"
    return response


def jobs(request: Asked) -> HttpResponse:
    """All jobs, the newest first, below what goes on now."""
    given = request.GET
    part = request.headers.get("HX-Target", "").endswith("jobs-list")
    wanted = list_jobs.Wanted(
        kind=given.get("kind", ""),
        state=given.get("state", ""),
        after=given.get("after", ""),
        before=given.get("before", ""),
    )
    page = list_jobs.list_jobs(wanted, request.user, utc_now())
    shown = {
        "page": page,
        "now": page.now,
        "table": columns.table(page),
        "bar": bar_of(columns.fields(page), given, action=reverse("settings-jobs"), target="jobs-list"),
        "counted": columns.said(page.count),
    }
    return render(request, "web/jobs/list.html" if part else "web/jobs/page.html", shown)


def jobs_now(request: Asked) -> HttpResponse:
    """What goes on, asked for again and again; when a job has begun or ended, the whole page is loaded anew."""
    now = list_jobs.going_on(request.user, utc_now())
    response = render(request, "web/jobs/now.html", {"now": now})
    if "HX-Request" in request.headers and request.GET.get("mark", "") != now.mark:
        response["HX-Refresh"] = "true"
    return response


def one_job(request: Asked, job_id: int) -> HttpResponse:
    page = list_jobs.see_one(job_id, request.user)
    if page is None:
        raise Http404
    return render(request, "web/jobs/one.html", {"page": page, "job": page.job})


def stop(request: Asked, job_id: int) -> HttpResponse:
    act_on_jobs.stop(job_id, request.user)
    return redirect(onward(request, "/"))


def retry(request: Asked, job_id: int) -> HttpResponse:
    try:
        again = act_on_jobs.retry(job_id, request.user)
    except DataError as wrong:
        messages.error(request, str(wrong))
        return redirect("settings-jobs")
    messages.success(request, _("It is tried again, as job %(number)s.") % {"number": number(again)})
    return redirect("settings-job", again)


def onward(request: Asked, otherwise: str) -> str:
    """Where a form wants to go on to, within this site: a whole path, for "?a=b" alone leads nowhere."""
    wanted = request.POST.get("next", "")
    return (
        wanted
        if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, {request.get_host()})
        else otherwise
    )


SECTION = Section(
    "settings-jobs", gettext_lazy("Jobs"), 40, places=("settings-job", "settings-jobs-now", "settings-job-retry")
)
ADDRESSES = (
    Address("jobs/<int:job_id>", "job", job, READER),
    Address("jobs/<int:job_id>/stop", "job-stop", stop, MANAGER, acts=True),
    Address("settings/jobs", "settings-jobs", jobs, READER),
    Address("settings/jobs/now", "settings-jobs-now", jobs_now, READER),
    Address("settings/jobs/<int:job_id>", "settings-job", one_job, READER),
    Address("settings/jobs/<int:job_id>/retry", "settings-job-retry", retry, MANAGER, acts=True),
)
