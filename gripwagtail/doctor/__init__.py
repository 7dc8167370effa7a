"""The doctor: shows every type of page inside the host, and explains in plain words what is wrong and how to fix it.

``examination.examine`` does everything; ``content.rows`` only looks at what is written. ``gripwagtail_doctor`` prints.
"""
