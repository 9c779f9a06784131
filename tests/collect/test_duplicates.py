"""Rows of one key in one run."""

# ruff: noqa: E501  rows of a file are read as they stand


def test_the_same_again_is_counted_and_kept_once(take):
    found = take({"accounts.csv": "id,name,industry\nA1,Acme,Retail\nA1,Acme,Retail\nA1,Acme,Retail\n"})
    assert (found.values("accounts", "line"), found.staged.identical, found.staged.rejected) == ([2], 2, 0)


def test_the_later_version_wins_where_the_source_says_when(take):
    text = "id,name,industry,last modified\nA1,Acme,Retail,2024-01-01 10:00:00\nA1,Acme,Mining,2024-01-02 10:00:00\nA1,Acme,Steel,2023-01-02 10:00:00\n"
    found = take({"accounts.csv": text})
    assert (found.values("accounts", "industry"), found.staged.older) == (["Mining"], 2)


def test_two_files_that_contradict_each_other_name_both_lines_and_values(take):
    found = take(
        {
            "a/accounts.csv": "id,name,industry\nA1,Acme,Retail\n",
            "b/accounts.csv": "id,name,industry\nA2,Beta,Steel\nA1,Acme,Mining\n",
        }
    )
    assert found.rows("accounts", "external_id", "industry") == [("A1", "Retail"), ("A2", "Steel")]
    ((file, line, reason),) = found.rejects("file", "line", "reason")
    assert (file, line) == ("b/accounts.csv", 3)
    assert reason == (
        "Two rows of one key differ: line 2 of a/accounts.csv says industry is 'Retail', line 3 of b/accounts.csv says 'Mining'. "
        "The first was taken. Correct one of them, and import this row again."
    )


def test_rows_that_add_to_each_other_are_joined(take):
    found = take(
        {
            "accounts.csv": "name,industry,Score\nAcme,Retail,7\n",
            "accounts_more.csv": "name,employees,country,Level\nACME,12,Iran,high\n",
        },
        keep_unknown=True,
    )
    assert found.rows("accounts", "name", "industry", "employees", "country") == [("Acme", "Retail", 12, "IR")]
    assert found.custom("accounts") == [{"score": 7.0, "level": "high"}]
    assert found.staged.joined == 1


def test_attributes_that_contradict_each_other_are_rejected_too(take):
    files = {
        "accounts.csv": "name,industry,Score\nAcme,Retail,7\n",
        "accounts2.csv": "name,industry,Score\nAcme,Retail,8\n",
    }
    found = take(files, keep_unknown=True)
    assert found.staged.rejected == 1
    assert found.custom("accounts") == [{"score": 7.0}]


def test_versions_of_a_deal_in_which_the_stage_stays_are_no_change_of_stage(take):
    text = "deal id,stage,changed at\nD1,Open,2024-01-01\nD1,Open,2024-01-02\nD1,Won,2024-01-03\nD2,Open,2024-01-04\n"
    assert len(take({"stage_changes.csv": text}).values("stage_changes", "stage")) == 3
