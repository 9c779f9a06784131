"""How far long work is, and a way to stop it."""

from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from tiercel.flow import see_jobs
from tiercel.show.web.access import MANAGER, READER, Address, Asked


def job(request: Asked, job_id: int) -> HttpResponse:
    """The strip of one job; when it is over, the page around it is loaded again to show what came of it."""
    row = see_jobs.see_job(job_id)
    if row is None:
        raise Http404
    response = render(request, "web/components/job.html", {"job": row})
    if row.is_over and "HX-Request" in request.headers:
        response["HX-Refresh"] = "true"
    return response


def stop(request: Asked, job_id: int) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    see_jobs.stop(job_id, request.user)
    return redirect(onward(request, "/"))


def onward(request: Asked, otherwise: str) -> str:
    """Where a form wants to go on to, within this site."""
    wanted = request.POST.get("next", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}) else otherwise


ADDRESSES = (
    Address("jobs/<int:job_id>", "job", job, READER),
    Address("jobs/<int:job_id>/stop", "job-stop", stop, MANAGER),
)
